// Says so when the app, or a piece of it, cannot be loaded. It stands alone: nothing else may be there.
(() => {
  const chosen = () => {
    try {
      return localStorage.getItem('locale');
    } catch {
      // Site data is blocked.
    }
  };

  const show = (room) => {
    if (!room || room.childElementCount > 0) return;
    const spoken = [...document.getElementById('unloaded').content.children];
    const wished = [chosen(), ...navigator.languages.map((tag) => tag.slice(0, 2)), 'en'];
    const inTongue = (tag) => spoken.find(({ lang }) => lang === tag);
    room.append(inTongue(wished.find(inTongue)).cloneNode(true));
    room.querySelector('button').onclick = () => location.reload();
  };

  const showAlone = () => show(document.querySelector('#app, #visitor'));
  addEventListener('unloaded', ({ detail }) => (detail ? show(detail) : showAlone()));
  // A script that is gone, or one that it imports.
  addEventListener('error', ({ target }) => target.localName === 'script' && showAlone(), true);
})();
