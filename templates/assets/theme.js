// Runs before the first paint: the theme the reader chose, and the sign that scripts run (CSS then shows what needs them).
const root = document.documentElement;
root.dataset.scripts = 'on';
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
} catch {
  // Storage can be forbidden; the system's theme it is.
}
