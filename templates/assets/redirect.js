// Leads from an earlier address to the present one, with the query and the fragment that the reader came with.
{
  const address = new URL(document.currentScript.dataset.to, location.href);
  address.search ||= location.search;
  address.hash ||= location.hash;
  location.replace(address);
}
