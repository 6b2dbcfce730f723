// What to say where the app does not load or start. Any browser reads this file.
(function () {
  var chosen;
  try {
    chosen = localStorage.getItem('locale');
  } catch (blocked) {
    // None.
  }

  function show(words, room) {
    room = room || document.querySelector('#app, #visitor');
    if (!room || room.firstElementChild) return;
    var kept = document.getElementById(words);
    kept = kept.content || kept;
    var said;
    [chosen].concat(navigator.languages || navigator.language, 'en').forEach(function (tag) {
      said =
        said ||
        (tag && kept.querySelector('[lang|="' + tag.toLowerCase().replace(/-.*/, '') + '"]'));
    });
    room.appendChild(said.cloneNode(true));
    room.querySelector('button').onclick = function () {
      location.reload();
    };
  }

  addEventListener('unloaded', function (event) {
    var detail = event.detail;
    if (detail.localName) show('unloaded', detail);
    else show(/modul|preload/i.test(detail.message) ? 'unloaded' : 'unstarted');
  });
  addEventListener(
    'error',
    function (event) {
      // A script that is gone, or one that it imports; else one of ours that cannot be read or run.
      if (event.target.localName === 'script') show('unloaded');
      else if ((event.filename || '').indexOf(location.origin) === 0) show('unstarted');
    },
    true
  );
  addEventListener('DOMContentLoaded', function () {
    if (!('noModule' in document.createElement('script'))) show('unstarted');
  });
})();
