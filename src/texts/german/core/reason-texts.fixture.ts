import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { isReasonCode } from '../../../base/reason-advice.ts';

const SRC = fileURLToPath(new URL('../../../', import.meta.url));
/** How deep constants and helpers are followed. */
const DEEPEST = 8;
/** Stands for what is not known before it runs: a number, a name, an error of another's. */
export const HOLE = '\u0001';

/** A reason's words as a source has them. */
export interface ReasonText {
  readonly file: string;
  readonly code: string;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const childrenOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode);
const nodesIn = (node: Node): readonly Node[] => [node, ...childrenOf(node).flatMap(nodesIn)];

/** The name of what is called, as `broken` or `this.#giveUp`. */
const nameOf = (called: unknown): unknown =>
  isNode(called) ? (isNode(called.property) ? called.property.name : called.name) : undefined;

/** What stands in one source, with what its constants and its helpers (`const broken = (text) => notOk('broken', text)`) stand for. */
class Source {
  readonly #file: string;
  readonly #nodes: readonly Node[];

  constructor(file: string) {
    this.#file = file;
    const options = { lang: file.endsWith('x') ? 'tsx' : 'ts' } as const;
    const { program } = parseSync(file, readFileSync(join(SRC, file), 'utf8'), options);
    this.#nodes = nodesIn(program as unknown as Node);
  }

  reasons(): readonly ReasonText[] {
    return this.#nodes
      .flatMap((node) => this.#pairsOf(node))
      .flatMap(([code, text]) => {
        const codes = this.#texts(code);
        if (codes.length === 0 || !codes.every(isReasonCode)) return [];
        const [first = ''] = codes;
        return this.#texts(text).map((one) => ({ file: this.#file, code: first, text: one }));
      })
      .filter(({ text }) => text.replaceAll(HOLE, '') !== '');
  }

  /** Where a code may stand before its text: neighbors among what a call is given, or in an object. */
  #pairsOf(node: Node): readonly (readonly [Node, Node])[] {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const given = node.arguments as readonly Node[];
      return given.slice(1).map((text, index) => [given[index] as Node, text] as const);
    }
    if (node.type === 'ArrayExpression') {
      const parts = node.elements as readonly Node[];
      return parts.slice(1).map((text, index) => [parts[index] as Node, text] as const);
    }
    if (node.type !== 'ObjectExpression') return [];
    const partOf = (name: string) =>
      (node.properties as readonly Node[]).find(
        ({ key }) => isNode(key) && key.type === 'Identifier' && key.name === name,
      )?.value;
    const [code, text] = [partOf('code'), partOf('text')];
    return isNode(code) && isNode(text) ? [[code, text]] : [];
  }

  /** All that an expression can be; none where it is no text. */
  #texts(node: Node, depth = 0): readonly string[] {
    if (depth > DEEPEST) return [];
    const of = (part: unknown) => {
      const said = isNode(part) ? this.#texts(part, depth + 1) : [];
      return said.length === 0 ? [HOLE] : said;
    };
    const joined = (before: readonly string[], after: readonly string[]) =>
      before.flatMap((one) => after.map((other) => one + other));
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? [node.value] : [];
      case 'TSAsExpression':
        return isNode(node.expression) ? this.#texts(node.expression, depth) : [];
      case 'TemplateLiteral': {
        const holes = node.expressions as readonly Node[];
        return (node.quasis as readonly Node[]).reduce<readonly string[]>(
          (before, { value }, index) => {
            const words = joined(before, [(value as { readonly cooked: string }).cooked]);
            return index < holes.length ? joined(words, of(holes[index])) : words;
          },
          [''],
        );
      }
      case 'ConditionalExpression':
        return [...of(node.consequent), ...of(node.alternate)];
      case 'BinaryExpression':
        return node.operator === '+' ? joined(of(node.left), of(node.right)) : [];
      case 'Identifier':
        return this.#named(node, depth);
      default:
        return [];
    }
  }

  #named(use: Node, depth: number): readonly string[] {
    const declared = this.#nodes.findLast(
      ({ type, id, start }) =>
        type === 'VariableDeclarator' && isNode(id) && id.name === use.name && start < use.start,
    );
    const given = this.#givenFor(use);
    if (given !== null) return given.flatMap((one) => this.#texts(one, depth + 1));
    return isNode(declared?.init) ? this.#texts(declared.init, depth + 1) : [];
  }

  /** What the calls in this file give for a parameter; null where the name is none. */
  #givenFor(use: Node): readonly Node[] | null {
    const within = this.#nodes.filter(
      ({ type, start, end }) => /Function/.test(type) && start <= use.start && use.end <= end,
    );
    for (const helper of within.reverse()) {
      const at = ((helper.params as readonly Node[] | undefined) ?? []).findIndex(
        ({ name }) => name === use.name,
      );
      if (at === -1) continue;
      const method = this.#nodes.find(
        ({ type, value }) => type === 'MethodDefinition' && value === helper,
      );
      const named = this.#nodes.find(
        ({ type, init, id }) => type === 'VariableDeclarator' && init === helper && isNode(id),
      );
      const name = nameOf(method?.key ?? (named ?? helper).id);
      if (name === undefined) return [];
      return this.#nodes.flatMap((node) =>
        node.type === 'CallExpression' && nameOf(node.callee) === name
          ? [(node.arguments as readonly Node[])[at]].filter(isNode)
          : [],
      );
    }
    return null;
  }
}

/**
 * Every reason that the sources of these layers write down beside its code: `new AppError(code, text)`, `notOk(code, text)`, `{ code, text }`
 * and helpers of a file that call these. What is made in another file is not followed.
 */
export const reasonTexts = (layers: readonly string[]): readonly ReasonText[] =>
  layers.flatMap((layer) =>
    readdirSync(join(SRC, layer), { recursive: true, encoding: 'utf8' })
      .map((name) => join(layer, name).replaceAll('\\', '/'))
      .filter((name) => /\.tsx?$/.test(name) && !/\.(test|fixture)\.tsx?$/.test(name))
      .flatMap((name) => new Source(name).reasons()),
  );
