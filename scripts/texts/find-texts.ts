import { parseSync } from 'vite';

/** A text in a source that no catalog knows of. */
export interface LooseText {
  /** Where it begins, in characters. */
  readonly at: number;
  readonly line: number;
  /** As it stands there; holes of a template as {}. */
  readonly text: string;
}

/** A call of `t` or of what is built on it. */
export interface CatalogUse {
  readonly line: number;
  readonly text: string;
}

/** What a source says to people. */
export interface SourceTexts {
  readonly loose: readonly LooseText[];
  readonly used: readonly CatalogUse[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

/** Functions whose first argument is a key of the catalog. */
const CATALOG = new Set(['t', 'rich']);

/** Attributes that are never read or heard. */
const SILENT =
  /^(className|type|role|key|id|tool|kind|href|src|name|d|viewBox|htmlFor|accept|autoComplete|data-.*|aria-(labelledby|describedby|controls|live|current|haspopup|keyshortcuts|pressed|sort|atomic|relevant)|form|inputMode|rel|target|loading|scope|fill|stroke.*|transform|points|method|width|height|cx|cy|r|x|y|x1|x2|y1|y2|textAnchor|preserveAspectRatio|lang|spellCheck|wrap|look|layout|side|axis|pattern|focusable)$/;

/** Functions that take words for the machine. */
const FOR_MACHINES =
  /^(classes|AppError|Error|RangeError|TypeError|querySelector|querySelectorAll|getElementById|closest|matches|matchMedia|useMedia|addEventListener|removeEventListener|createElement|createElementNS|getContext|setAttribute|getAttribute|hasAttribute|toggleAttribute|fetch|includes|startsWith|endsWith|split|join|replace|replaceAll|has|get|set|getPropertyValue|setProperty|postMessage|toLocaleTimeString|toLocaleDateString|toLocaleString|RegExp|invalid|warn|error)$/;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

const nameOf = (node: unknown): string => {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name);
  if (node.type === 'JSXNamespacedName') return `${nameOf(node.namespace)}:${nameOf(node.name)}`;
  if (node.type === 'MemberExpression') return nameOf(node.property);
  return '';
};

/** The words of a literal or a template; null for what is neither. */
function literalText(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join('{}');
}

const LETTER = /\p{L}/u;
/** Two words, or one that begins as a sentence does. */
const READS_LIKE_WORDS =
  /\p{L}{2,}[,:;.]? +\p{L}|^\s*\p{Lu}\p{Ll}{2,}[ .:,?!…]*$|^ *\p{L}{2,}[:,]? +\{\}|\{\}[ :,]+\p{L}+/u;

interface Place {
  /** Inside of a child of an element, or of an attribute that people read. */
  readonly spoken: boolean;
  /** In an attribute that nobody reads. */
  readonly mute?: boolean;
}

/** The texts of a source of the screen: those of the catalog, and those that pass it by. */
export function findTexts(path: string, source: string): SourceTexts {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const loose: LooseText[] = [];
  const used: CatalogUse[] = [];
  const lineOf = (at: number): number => source.slice(0, at).split('\n').length;

  const visitAll = (value: unknown, place: Place): void => {
    if (Array.isArray(value)) for (const each of value) visitAll(each, place);
    else if (isNode(value)) visit(value, place);
  };
  const members = (node: Node, place: Place, except: readonly string[] = []): void => {
    for (const [name, value] of Object.entries(node)) {
      if (name !== 'type' && !except.includes(name)) visitAll(value, place);
    }
  };
  const told = (node: Node, place: Place): void => {
    const text = literalText(node);
    if (text === null || place.mute === true) return;
    const words = text.replaceAll('{}', '');
    if (!place.spoken && /^(?:\[|[.#][a-z])/.test(text)) return; // A selector.
    if (place.spoken ? LETTER.test(words) : READS_LIKE_WORDS.test(text)) {
      loose.push({ at: node.start, line: lineOf(node.start), text });
    }
  };

  function visit(node: Node, place: Place): void {
    if (node.type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)/.test(node.type)) return;
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ImportExpression':
      case 'Directive':
        return;
      case 'ExpressionStatement':
        if (typeof node.directive === 'string') return;
        members(node, place);
        return;
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
        visitAll(node.expression, place);
        return;
      case 'JSXText': {
        const text = String(node.value).replace(/\s+/g, ' ').trim();
        if (LETTER.test(text)) loose.push({ at: node.start, line: lineOf(node.start), text });
        return;
      }
      case 'JSXAttribute': {
        if (SILENT.test(nameOf(node.name))) {
          visitAll(node.value, { spoken: false, mute: true });
          return;
        }
        const { value } = node;
        visitAll(value, {
          spoken:
            isNode(value) &&
            /^(Literal|JSXExpressionContainer)$/.test(value.type) &&
            /^(aria-label|aria-valuetext|aria-description|aria-roledescription|title|placeholder|alt|label|legend)$/.test(
              nameOf(node.name),
            ),
        });
        return;
      }
      case 'JSXElement':
      case 'JSXFragment': {
        visitAll(node.openingElement, { spoken: false });
        visitAll(node.children, { spoken: true });
        return;
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        members(node, { spoken: false });
        return;
      case 'ConditionalExpression':
        visitAll(node.test, { spoken: false });
        visitAll(node.consequent, place);
        visitAll(node.alternate, place);
        return;
      case 'LogicalExpression':
        visitAll(node.left, node.operator === '&&' ? { spoken: false } : place);
        visitAll(node.right, place);
        return;
      case 'BinaryExpression':
        if (node.operator === '+') {
          members(node, place);
          return;
        }
        return;
      case 'SwitchCase':
        visitAll(node.consequent, place);
        return;
      case 'MemberExpression':
        visitAll(node.object, { spoken: false });
        return;
      case 'Property':
        if (node.computed === true) visitAll(node.key, { spoken: false });
        visitAll(node.value, { spoken: false });
        return;
      case 'NewExpression':
      case 'CallExpression': {
        const name = nameOf(node.callee);
        const [first, ...rest] = node.arguments as readonly Node[];
        if (CATALOG.has(name) && node.type === 'CallExpression' && first !== undefined) {
          keysOf(first);
          visitAll(rest, { spoken: false });
          return;
        }
        visitAll(node.callee, { spoken: false });
        if (FOR_MACHINES.test(name)) {
          // What is made in them may speak, what they take does not.
          for (const each of node.arguments as readonly Node[]) {
            if (literalText(each) === null) visit(each, { spoken: false });
          }
          return;
        }
        visitAll(node.arguments, { spoken: false });
        return;
      }
      case 'TemplateLiteral':
        told(node, place);
        visitAll(node.expressions, { spoken: false });
        return;
      case 'TaggedTemplateExpression':
        return;
      case 'Literal':
        told(node, place);
        return;
      default:
        members(node, place);
        return;
    }
  }
  function keysOf(node: Node): void {
    const text = literalText(node);
    if (text !== null) {
      used.push({ line: lineOf(node.start), text });
      return;
    }
    if (node.type === 'ConditionalExpression') {
      visitAll(node.test, { spoken: false });
      keysOf(node.consequent as Node);
      keysOf(node.alternate as Node);
      return;
    }
    visit(node, { spoken: false });
  }
  visit(program as unknown as Node, { spoken: false });
  return { loose, used };
}
