import { lexer, type Token, type Tokens } from 'marked';
import { createElement, type ElementType, Fragment, type ReactNode } from 'react';
import css from './markdown.module.css';

/**
 * Markdown as elements of this page. HTML in it is shown as the text that it is, and a link as its words with its address: nothing in
 * a package can run, and nothing here leads away.
 */
export function Markdown({ text }: { readonly text: string }) {
  return <div className={css.markdown}>{blocks(lexer(text))}</div>;
}

/** Children one by one, not as a list: a text that does not change needs no keys. */
const of = (element: ElementType, children: readonly ReactNode[]): ReactNode =>
  createElement(element, null, ...children);

const blocks = (tokens: readonly Token[]): ReactNode => of(Fragment, tokens.map(block));
const inline = (tokens: readonly Token[] | undefined): ReactNode =>
  of(Fragment, (tokens ?? []).map(span));

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      // The dialog's own title is the second.
      return of(`h${Math.min(6, depth + 2)}` as 'h3', [inline(tokens)]);
    }
    case 'paragraph':
      return <p>{inline((token as Tokens.Paragraph).tokens)}</p>;
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      return of(
        ordered ? 'ol' : 'ul',
        items.map(({ tokens }) => of('li', [blocks(tokens)])),
      );
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      const headings = header.map(({ tokens }) =>
        createElement('th', { scope: 'col' }, inline(tokens)),
      );
      return (
        <table>
          <thead>{of('tr', headings)}</thead>
          {of(
            'tbody',
            rows.map((row) =>
              of(
                'tr',
                row.map(({ tokens }) => of('td', [inline(tokens)])),
              ),
            ),
          )}
        </table>
      );
    }
    case 'code':
      return <pre>{(token as Tokens.Code).text}</pre>;
    case 'space':
      return null;
    case 'hr':
      return <hr />;
    default:
      return span(token);
  }
}

function span(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inline((token as Tokens.Strong).tokens)}</strong>;
    case 'em':
      return <em>{inline((token as Tokens.Em).tokens)}</em>;
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>;
    case 'br':
      return <br />;
    case 'link': {
      const { text, href } = token as Tokens.Link;
      return text === href ? href : `${text} (${href})`;
    }
    case 'text': {
      const { tokens, text } = token as Tokens.Text;
      return tokens === undefined ? text : inline(tokens);
    }
    case 'escape':
      return (token as Tokens.Escape).text;
    default:
      return token.raw;
  }
}
