// Runs before the first paint: what the reader chose, and the signs that scripts run and that results will come (CSS then shows
// what needs scripts, and keeps the results' place).
const root = document.documentElement;
root.dataset.scripts = 'on';
root.toggleAttribute('data-asked', new URLSearchParams(location.search).has('q'));
// Where the script of search could not run there will be no results.
addEventListener('load', () => {
  if (!document.querySelector('[data-results=coming]')) root.removeAttribute('data-asked');
});
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  root.toggleAttribute('data-slash-off', localStorage.getItem('slash') === 'off');
} catch {
  // Storage can be forbidden; the system's theme it is.
}
