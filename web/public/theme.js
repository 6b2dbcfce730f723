// The look chosen in the settings; without one the device decides.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('theme');
  } catch (blocked) {
    // Site data is blocked: nothing was chosen that could be read.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
