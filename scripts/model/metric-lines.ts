function shown(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}` : value.toPrecision(3);
  if (Array.isArray(value)) return value.map(shown).join(' to ');
  return String(value);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Free-form metrics as a Markdown list, one line a leaf's parent: "- slice any: auc 0.9, ci 0.85 to 0.94". */
export function metricLines(metrics: Readonly<Record<string, unknown>>): readonly string[] {
  const lines: string[] = [];
  const visit = (path: readonly string[], record: Readonly<Record<string, unknown>>) => {
    const entries = Object.entries(record).filter(([, value]) => value !== null);
    const leaves = entries.filter(([, value]) => !isRecord(value));
    if (leaves.length > 0) {
      const texts = leaves.map(([name, value]) => `${name} ${shown(value)}`);
      lines.push(`- ${[...path].join(' ')}${path.length > 0 ? ': ' : ''}${texts.join(', ')}`);
    }
    for (const [name, value] of entries) if (isRecord(value)) visit([...path, name], value);
  };
  visit([], metrics);
  return lines.length > 0 ? lines : ['- none measured'];
}
