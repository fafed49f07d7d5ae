import { describe, expect, it } from 'vitest';
import { HIDEABLE_COLUMNS } from '#store';
import { columnStyle, shownColumns } from './columns.ts';

const idsOf = (columns: ReturnType<typeof shownColumns>) => columns.map(({ id }) => id);

describe('the columns of the table', () => {
  it('that carry the ranking can’t be left out', () => {
    expect(idsOf(shownColumns(HIDEABLE_COLUMNS, 'wide'))).toEqual([
      'rank',
      'state',
      'patient',
      'any',
      'care',
    ]);
  });

  it('have room for how many slices are analyzed: a number that is cut off would be another', () => {
    for (const room of ['narrow', 'middle', 'wide', 'vast'] as const) {
      const columns = shownColumns([], room);
      const at = columns.findIndex(({ id }) => id === 'state');
      const widths = columnStyle(columns, room, 'standard')['--columns'] ?? '';
      // "Analyzing 13/26" with its ring takes 126 px in the table's type.
      const all = widths.replaceAll(/\(.*?\)/g, '').split(' ');
      expect(Number.parseFloat(all[at] ?? '')).toBeGreaterThanOrEqual(126);
    }
  });

  it('give way where there is no room', () => {
    const narrow = idsOf(shownColumns([], 'narrow'));
    expect(narrow).not.toContain('received');
    expect(narrow).not.toContain('coverage');
    expect(idsOf(shownColumns([], 'middle'))).toHaveLength(11);
  });

  it('share out what is left over in a very wide window: no gap between the reason and the age', () => {
    const growing = (room: 'wide' | 'vast') =>
      shownColumns([], room).flatMap(({ id, widths }) =>
        widths[room]?.includes('fr') ? [id] : [],
      );
    expect(growing('wide')).toEqual(['patient', 'types']);
    expect(growing('vast')).toEqual(['patient', 'any']);
  });

  it('have one width each, and room for the buttons', () => {
    const columns = shownColumns(['age'], 'middle');
    const style = columnStyle(columns, 'middle', 'standard');
    const widths = style['--columns']?.replaceAll(/\(.*?\)/g, '').split(' ');
    expect(widths).toHaveLength(columns.length + 1);
    expect(style['--picture']).toBe('38px');
  });
});
