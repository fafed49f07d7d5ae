import { AppError } from '#base';
import { parseOwnMarkup } from '#guard';
import styles from './printed-page.css?inline';

const opened = new Set<Window>();

/** Closes what was opened for printing: windows of their own, which nothing in the page covers. */
export function closePrinted(): void {
  for (const page of opened) page.close();
  opened.clear();
}
// Without the page nothing would close them any more.
window.addEventListener('pagehide', closePrinted);

/** Opens an HTML document in a window of its own and asks the browser to print it. Throws AppError 'window-refused'. */
export function openForPrinting(html: string): void {
  const page = window.open('', '_blank', 'popup,width=900,height=1000');
  if (page === null) {
    throw new AppError(
      'window-refused',
      'the browser allows no new window; allow it and try again',
    );
  }
  opened.add(page);
  const { document: paper } = page;
  const written = parseOwnMarkup(html);
  paper.replaceChild(paper.adoptNode(written.documentElement), paper.documentElement);
  // The policy of the page holds here, too: it takes no styles from the text, and these.
  const sheet = new (Reflect.get(page, 'CSSStyleSheet') as typeof CSSStyleSheet)();
  sheet.replaceSync(styles);
  paper.adoptedStyleSheets = [sheet];
  const decoded = [...paper.images].map((image) => image.decode().catch(() => undefined));
  void Promise.all(decoded).then(() => page.print());
}
