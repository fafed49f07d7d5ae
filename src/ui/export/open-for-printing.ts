import { AppError } from '#base';
import styles from './printed-page.css?inline';

/** Opens an HTML document in a window of its own and asks the browser to print it. Throws AppError 'window-refused'. */
export function openForPrinting(html: string): void {
  const page = window.open('', '_blank', 'popup,width=900,height=1000');
  if (page === null) {
    throw new AppError(
      'window-refused',
      'the browser allows no new window; allow it and try again',
    );
  }
  const { document: paper } = page;
  const written = new DOMParser().parseFromString(html, 'text/html');
  paper.replaceChild(paper.adoptNode(written.documentElement), paper.documentElement);
  // The policy of the page holds here, too: it takes no styles from the text, and these.
  const sheet = new (Reflect.get(page, 'CSSStyleSheet') as typeof CSSStyleSheet)();
  sheet.replaceSync(styles);
  paper.adoptedStyleSheets = [sheet];
  const decoded = [...paper.images].map((image) => image.decode().catch(() => undefined));
  void Promise.all(decoded).then(() => page.print());
}
