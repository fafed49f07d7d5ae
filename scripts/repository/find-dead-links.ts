import { posix } from 'node:path';

/** A Markdown file of the repository, by its path from the root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

const withoutBlocks = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '');

/** Anchors of a page's headings as code hosts make them: in small letters, hyphens for spaces, the second of a name with -1. */
function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = [...withoutBlocks(text).matchAll(/^#{1,6}\s+(.*)$/gm)];
  return new Set(
    headings.map(([, heading = '']) => {
      const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim();
      const name = words
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
        .replace(/\s/g, '-');
      const times = seen.get(name) ?? 0;
      seen.set(name, times + 1);
      return times === 0 ? name : `${name}-${times}`;
    }),
  );
}

/** Links and pictures of pages that lead to no file, or to no heading of another page: 'page: target'. Addresses on the web are not asked. */
export function deadLinks(pages: readonly Page[], exists: (path: string) => boolean): string[] {
  const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(text)]));
  return pages.flatMap(({ path, text }) => {
    const prose = withoutBlocks(text).replace(/`[^`\n]*`/g, '');
    return [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        const to = file === '' ? path : posix.join(posix.dirname(path), file);
        if (!exists(to)) return true;
        return anchor !== undefined && anchors.get(to)?.has(anchor) === false;
      })
      .map((target) => `${path}: ${target}`);
  });
}
