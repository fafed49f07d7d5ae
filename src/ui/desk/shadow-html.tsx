import { useEffect, useRef } from 'react';
import { parseOwnMarkup } from '#guard';

/**
 * Markup of our own that has a look of its own, apart from the app's. `html` must be escaped where it quotes; it is parsed without running
 * anything, and the Content-Security-Policy allows no script in it.
 */
export function ShadowHtml(props: {
  readonly html: string;
  readonly style: string;
  readonly className: string | undefined;
}) {
  const { html, style, className } = props;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(...parseOwnMarkup(html).body.childNodes);
  }, [html, style]);
  return <div ref={host} className={className} data-testid="shadow-html" />;
}
