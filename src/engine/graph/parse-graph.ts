import { AppError } from '#base';

/** One operation of a tfjs graph model (a TensorFlow NodeDef as the converter writes it). */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Names of the nodes it reads, without output index; control inputs left out. */
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The nodes by name. */
export type Graph = ReadonlyMap<string, GraphNode>;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(what: string): AppError {
  return new AppError('model-graph', `model.json: ${what}.`);
}

function parseNode(raw: unknown): GraphNode {
  if (!isFields(raw) || typeof raw.name !== 'string' || typeof raw.op !== 'string') {
    throw malformed('a node has no name or no op');
  }
  const { name } = raw;
  const refs: readonly unknown[] = Array.isArray(raw.input) ? raw.input : [];
  const inputs = refs.flatMap((ref) => {
    if (typeof ref !== 'string') throw malformed(`${name} has an input that is no name`);
    if (ref.startsWith('^')) return [];
    const [node = '', output = '0'] = ref.split(':');
    if (output !== '0') throw malformed(`${name} reads a second output, ${ref}`);
    return [node];
  });
  return { name, op: raw.op, inputs, attributes: isFields(raw.attr) ? raw.attr : {} };
}

/** The graph in model.json (whole, as parsed JSON). Throws AppError 'model-graph' where it is no graph model. */
export function parseGraph(modelJson: unknown): Graph {
  const topology = isFields(modelJson) ? modelJson.modelTopology : undefined;
  const nodes = isFields(topology) ? topology.node : undefined;
  if (!Array.isArray(nodes)) throw malformed('it holds no graph (modelTopology.node)');
  const graph = new Map<string, GraphNode>();
  for (const raw of nodes) {
    const node = parseNode(raw);
    if (graph.has(node.name)) throw malformed(`two nodes are named ${node.name}`);
    graph.set(node.name, node);
  }
  return graph;
}

/** The node, or AppError 'model-graph'. */
export function nodeOf(graph: Graph, name: string): GraphNode {
  const node = graph.get(name);
  if (node === undefined) throw malformed(`there is no node ${name}`);
  return node;
}

/** What `outputs` need, each node after its inputs. Throws AppError 'model-graph' on a cycle or a missing node. */
export function inOrder(graph: Graph, outputs: readonly string[]): readonly GraphNode[] {
  const done = new Set<string>();
  const open = new Set<string>();
  const order: GraphNode[] = [];
  const stack = outputs.map((name) => ({ name, entered: false })).reverse();
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (done.has(top.name)) continue;
    const node = nodeOf(graph, top.name);
    if (top.entered) {
      done.add(top.name);
      order.push(node);
      continue;
    }
    if (open.has(top.name)) throw malformed(`${top.name} depends on itself`);
    open.add(top.name);
    stack.push({ name: top.name, entered: true });
    for (const input of node.inputs)
      if (!done.has(input)) stack.push({ name: input, entered: false });
  }
  return order;
}

function field(node: GraphNode, attribute: string, kind: string): unknown {
  const value = node.attributes[attribute];
  return isFields(value) ? value[kind] : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? atob(value) : '';
}

/** A string attribute (base64 in JSON); '' where there is none. */
export function textAttribute(node: GraphNode, attribute: string): string {
  return text(field(node, attribute, 's'));
}

/** A list of strings; empty where there is none. */
export function textsAttribute(node: GraphNode, attribute: string): readonly string[] {
  const list = field(node, attribute, 'list');
  const values = isFields(list) ? list.s : undefined;
  return Array.isArray(values) ? values.map(text) : [];
}

/** A list of integers; empty where there is none. */
export function numbersAttribute(node: GraphNode, attribute: string): readonly number[] {
  const list = field(node, attribute, 'list');
  const values = isFields(list) ? list.i : undefined;
  return Array.isArray(values) ? values.map(Number) : [];
}

/** A number, whole or not; `otherwise` where there is none. */
export function numberAttribute(node: GraphNode, attribute: string, otherwise: number): number {
  const value = Number(field(node, attribute, 'i') ?? field(node, attribute, 'f') ?? otherwise);
  return Number.isFinite(value) ? value : otherwise;
}

/** A boolean attribute; false where there is none. */
export function flagAttribute(node: GraphNode, attribute: string): boolean {
  return field(node, attribute, 'b') === true;
}

/** The shape attribute of a placeholder; unknown sizes are -1. */
export function shapeAttribute(node: GraphNode): readonly number[] {
  const shape = field(node, 'shape', 'shape');
  const dims = isFields(shape) ? shape.dim : undefined;
  return Array.isArray(dims)
    ? dims.map((dim) => (isFields(dim) ? Number(dim.size ?? -1) : -1))
    : [];
}
