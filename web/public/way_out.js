// Where the page behind a link does not start: its journal as a PDF, which any program shows. Any browser reads this file.
(function () {
  function tokenIn(text) {
    try {
      var smart = text.split('shlink:/')[1];
      if (smart) text = JSON.parse(atob(smart.replace(/-/g, '+').replace(/_/g, '/'))).url;
    } catch (damaged) {
      // Then it opens nothing.
    }
    return (/[\w-]{64}/.exec(text) || [''])[0];
  }

  function save(blob) {
    if (navigator.msSaveBlob) return navigator.msSaveBlob(blob, 'shared-journal.pdf');
    var link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = 'shared-journal.pdf';
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
  }

  function fetchPdf(button, passcode) {
    var request = new XMLHttpRequest();
    var status = button.parentNode.parentNode.querySelector('[role=status]');
    button.disabled = true;
    status.textContent = '';
    request.open('GET', '/api/v1/shared/report.pdf');
    request.responseType = 'blob';
    request.setRequestHeader('authorization', 'Share ' + tokenIn(location.hash));
    if (passcode) request.setRequestHeader('share-passcode', encodeURIComponent(passcode));
    request.onloadend = function () {
      button.disabled = false;
      if (request.status === 200) return save(request.response);
      var given = request.status === 401 && prompt(button.getAttribute('data-passcode'));
      if (given) fetchPdf(button, given);
      else status.textContent = button.getAttribute(request.status ? 'data-ended' : 'data-away');
    };
    request.send();
  }

  addEventListener('click', function (event) {
    if (event.target.hasAttribute('data-passcode')) fetchPdf(event.target);
  });
})();
