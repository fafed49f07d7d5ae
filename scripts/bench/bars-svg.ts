/** A bar. */
export interface Bar {
  readonly name: string;
  readonly value: number;
}

const LEFT = 250;
const WIDTH = 900;
const LINE = 26;
const TOP = 44;

/** Horizontal bars with their figures, the largest first as given. */
export function barsSvg(title: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value), 1e-9);
  const height = TOP + bars.length * LINE + 10;
  const lines = bars.map(({ name, value }, index) => {
    const y = TOP + index * LINE;
    const width = Math.max(1, ((WIDTH - LEFT - 80) * value) / most);
    return [
      `<text x="${LEFT - 10}" y="${y + 14}" text-anchor="end">${name}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="${LINE - 6}" fill="#2c7a7b"/>`,
      `<text x="${(LEFT + width + 8).toFixed(1)}" y="${y + 14}">${value.toFixed(2)}</text>`,
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13" fill="#24292f">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="10" y="22" font-size="14">${title}</text>`,
    ...lines,
    '</svg>\n',
  ].join('\n');
}
