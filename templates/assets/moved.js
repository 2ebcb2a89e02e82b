// Leads from an anchor that the page had earlier to the page that has the text now, with the query of the address.
// The anchor is read from the address, because `:target` matches nothing yet when the script runs first.
const follow = () => {
  const anchor = location.hash.slice(1);
  const link = [...document.querySelectorAll('.moved')].find(({ id }) => anchor === id || anchor === encodeURIComponent(id))?.firstElementChild;
  if (!link) return;
  const address = new URL(link.href);
  address.search ||= location.search;
  location.replace(address);
};
addEventListener('hashchange', follow);
follow();
