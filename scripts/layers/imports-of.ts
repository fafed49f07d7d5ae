import { parseSync } from 'vite';

/** One address that a module names, and how. */
export interface NamedModule {
  /** As written: `#dicom`, `./study.ts`, `react-dom/client`. */
  readonly address: string;
  /** Counted from 1. */
  readonly line: number;
}

/**
 * Every module that a source names in a literal: imports and re-exports (of types, too), `import(...)`, `import('...').Type`
 * and `new URL('...', import.meta.url)`, which a bundler follows like an import.
 *
 * @throws Error when the source can't be parsed.
 */
export function importsOf(file: string, source: string): readonly NamedModule[] {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  const found: NamedModule[] = [];
  visit(program, (node) => {
    const address = addressIn(node);
    if (address === null) return;
    const line = source.slice(0, Number(node.start)).split('\n').length;
    found.push({ address, line });
  });
  return found;
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, see);
  if (!isNode(value)) return;
  see(value);
  for (const child of Object.values(value)) visit(child, see);
}

/** The address that this node itself names; null for the many that name none. */
function addressIn(node: Node): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return text(node.source);
    case 'NewExpression':
      return assetAddress(node);
    default:
      return null;
  }
}

function assetAddress(node: Node): string | null {
  const [address, base] = node.arguments as readonly unknown[];
  const isUrl = isNode(node.callee) && node.callee.name === 'URL';
  const fromHere = isNode(base) && isNode(base.object) && base.object.type === 'MetaProperty';
  return isUrl && fromHere ? text(address) : null;
}

function text(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (typeof node.value === 'string') return node.value;
  const [only, ...more] = Array.isArray(node.quasis) ? node.quasis : [];
  const cooked =
    isNode(only) && more.length === 0 ? (only.value as { cooked?: string }).cooked : null;
  return cooked ?? null;
}
