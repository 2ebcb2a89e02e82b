/// The script that the preview adds to every page.
///
/// It reloads the page after a change, shows errors over the page, and shows information for the author in a corner.
enum PreviewScript {
  static let bytes = Array(text.utf8)

  private static let text = #"""
    const own = new URL(import.meta.url);
    const tag = own.searchParams.get('page');
    const api = name => '/_waymark/' + name;
    const json = async name => {
      const response = await fetch(api(name), {cache: 'no-store'});
      return response.ok ? response.json() : null;
    };
    const make = (name, properties = {}, ...children) => {
      const element = Object.assign(document.createElement(name), properties);
      element.append(...children);
      return element;
    };

    // A shadow tree, so that the site's styles do not apply.
    const host = make('div', {id: 'waymark-preview'});
    const shade = host.attachShadow({mode: 'open'});
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { all: initial; }
      * { box-sizing: border-box; }
      .badge, .overlay { font: 14px/1.45 system-ui, sans-serif; color: #f5f3ee; background: #22262a; }
      .badge { position: fixed; right: 12px; bottom: 12px; z-index: 2147483646; border-radius: 8px;
        color-scheme: dark; max-width: min(28rem, calc(100vw - 24px)); max-height: 70vh; overflow: auto;
        box-shadow: 0 2px 12px #0006; border: 1px solid #868c92; }
      summary { padding: 10px 14px; cursor: pointer; min-height: 44px; }
      .body { padding: 0 14px 12px; }
      dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 0 0 8px; }
      dt { color: #b9b4a9; } dd { margin: 0; }
      a { color: #8fd0dc; } a:focus-visible, button:focus-visible, summary:focus-visible {
        outline: 2px solid #8fd0dc; outline-offset: 2px; }
      .overlay { color-scheme: dark; position: fixed; inset: 0; z-index: 2147483647; overflow: auto; padding: 24px; }
      .inner { max-width: 60rem; margin: 0 auto; }
      .overlay h2 { font-size: 20px; margin: 0 0 4px; }
      .overlay p { max-width: 40rem; margin: 0 0 16px; color: #b9b4a9; }
      .diagnostic { border-left: 4px solid #f4ac9e; padding: 8px 12px; margin: 0 0 20px;
        background: #2b3035; border-radius: 0 6px 6px 0; }
      .diagnostic.warning { border-color: #ebd08a; } .diagnostic.note { border-color: #8fd0dc; }
      pre { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap;
        overflow-wrap: anywhere; margin: 0 0 4px; }
      button { font: inherit; color: inherit; background: #3a4046; border: 1px solid #868c92;
        border-radius: 6px; min-height: 44px; padding: 0 14px; cursor: pointer; }
      @media print { :host { display: none; } }`);
    shade.adoptedStyleSheets = [sheet];
    document.body.append(host);

    const diagnosticView = diagnostic => {
      const view = make('div', {className: 'diagnostic ' + diagnostic.severity},
        make('pre', {textContent: diagnostic.text}));
      if (diagnostic.link) view.append(make('a', {href: diagnostic.link, textContent: 'Open ' + diagnostic.location}));
      return view;
    };

    let overlay = null;
    let hidden = '';
    const showErrors = async () => {
      const found = await json('diagnostics.json');
      if (!found) return;
      const errors = found.diagnostics.filter(diagnostic => diagnostic.severity == 'error');
      const text = JSON.stringify(found.diagnostics);
      overlay?.remove();
      overlay = null;
      if (!errors.length) { hidden = ''; return; }
      if (text == hidden) return;
      const close = make('button', {type: 'button', textContent: 'Show the last good page (Esc)'});
      overlay = make('div', {className: 'overlay', role: 'alertdialog', ariaLabel: 'Errors'},
        make('div', {className: 'inner'},
          make('h2', {textContent: found.title}),
          make('p', {textContent: 'The page below is the last good version. It stays until the errors are fixed.'}),
          ...found.diagnostics.map(diagnosticView), close));
      const hide = () => { hidden = text; overlay?.remove(); overlay = null; };
      close.onclick = hide;
      overlay.onkeydown = event => { if (event.key == 'Escape') hide(); };
      shade.append(overlay);
      close.focus({preventScroll: true});
    };

    let badge = null;
    const showInfo = async () => {
      const info = await json('page-info.json?page=' + encodeURIComponent(decodeURI(location.pathname)));
      const isOpen = badge?.open ?? false;
      badge?.remove();
      badge = null;
      if (!info) return;
      const facts = info.facts.flatMap(([name, value]) =>
        [make('dt', {textContent: name}), make('dd', {textContent: value})]);
      const body = make('div', {className: 'body'}, make('dl', {}, ...facts));
      if (info.edit) body.append(make('p', {}, make('a', {href: info.edit, textContent: 'Edit this page'})));
      body.append(...info.diagnostics.map(diagnosticView));
      badge = make('details', {className: 'badge', open: isOpen},
        make('summary', {textContent: info.label}), body);
      shade.append(badge);
    };

    // The scroll position survives a reload.
    const memory = 'waymark-preview-scroll';
    try {
      const [path, top] = JSON.parse(sessionStorage.getItem(memory) ?? '[]');
      sessionStorage.removeItem(memory);
      if (path == location.pathname) scrollTo({top, behavior: 'instant'});
    } catch {}
    const reload = () => {
      try { sessionStorage.setItem(memory, JSON.stringify([location.pathname, scrollY])); } catch {}
      location.reload();
    };

    const isChanged = async () => {
      const response = await fetch(location.pathname, {method: 'HEAD', cache: 'no-store'});
      return response.headers.get('ETag') != `"${tag}"`;
    };
    const links = () => [...document.querySelectorAll('link[rel~=stylesheet]')];
    let styles = null;
    const swapStyles = async () => {
      const now = await json('styles.json');
      if (!now) return;
      for (const link of links()) {
        const path = Object.keys(now).find(path => new URL(link.href).pathname.endsWith('/' + path));
        if (!path || !styles || styles[path] == now[path]) continue;
        const next = link.cloneNode();
        next.href = new URL(link.href).pathname + '?' + now[path];
        next.onload = () => link.remove();
        link.after(next);
      }
      styles = now;
    };
    const uses = path => performance.getEntriesByType('resource')
      .some(entry => new URL(entry.name).pathname.endsWith('/' + path) && !path.endsWith('.css'));

    // Events are handled one after the other.
    const update = async (changed = []) => {
      if (await isChanged() || changed.some(uses)) { reload(); return; }
      await Promise.all([swapStyles(), showErrors(), showInfo()]);
    };
    let queue = Promise.resolve();
    const enqueue = changed => { queue = queue.then(() => update(changed)).catch(() => {}); };
    // A hidden page closes its event stream, because a browser opens at most six connections to a server. It checks for
    // changes when it is shown again.
    let events = null;
    const listen = () => {
      events?.close();
      events = null;
      if (document.hidden) return;
      events = new EventSource(api('events'));
      events.onopen = () => enqueue();
      events.onmessage = event => enqueue(JSON.parse(event.data).changed);
      // Browsers reconnect by themselves, but not after a response of 503.
      events.onerror = ({target}) => {
        if (target == events && target.readyState == EventSource.CLOSED) setTimeout(listen, 5000);
      };
    };
    listen();
    document.addEventListener('visibilitychange', listen);
    addEventListener('pagehide', () => events?.close());
    addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
    """#
}
