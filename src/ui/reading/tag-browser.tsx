import { useDeferredValue, useState } from 'react';
import { t, told } from '#texts';
import { SearchField } from '../parts/search-field.tsx';
import { shownTags } from './shown-tags.ts';
import css from './study-info.module.css';
import type { SliceTags } from './use-slice-tags.ts';

/** The attributes of a file, found by any part of tag, keyword or value. */
export function TagBrowser({
  tags: { rows, problem },
  masked,
}: {
  readonly tags: SliceTags;
  readonly masked: boolean;
}) {
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query);
  if (rows === null) return <p className="hint">{t('Reading the file')}</p>;
  if (problem !== null)
    return (
      <p className="problem">
        {t('The file cannot be read: {problem}', { problem: told(problem) })}
      </p>
    );
  const shown = shownTags(rows, wanted, masked);
  return (
    <>
      <p className={css.search}>
        <SearchField
          aria-label={t('Search tags, names and values')}
          placeholder={t('Tag, name or value')}
          autoComplete="off"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
        <span className="hint" role="status">
          {t('{count} of {all}', {
            count: shown.length,
            all: t('{n} attribute | {n} attributes', { n: rows.length }),
          })}
        </span>
      </p>
      <table className={css.tags} data-testid="tags">
        <thead>
          <tr>
            <th scope="col">{t('Tag')}</th>
            <th scope="col">{t('Name')}</th>
            <th scope="col">VR</th>
            <th scope="col">{t('Value')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ tag, keyword, vr, value }) => (
            <tr key={tag}>
              <td className={css.mono}>
                {tag.slice(0, 4)},{tag.slice(4)}
              </td>
              <td>{keyword ?? ''}</td>
              <td className={css.mono}>{vr}</td>
              <td className={value === null ? css.absent : css.value}>{value ?? t('masked')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
