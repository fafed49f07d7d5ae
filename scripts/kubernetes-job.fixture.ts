import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parseDocument } from 'yaml';

const words = v.array(v.pipe(v.string(), v.nonEmpty()));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** An amount of processor or memory: "1", "500m", "2Gi". */
const quantity = v.pipe(v.string(), v.regex(/^\d+(?:m|[KMGT]i?)?$/));
const amounts = v.strictObject({ cpu: v.optional(quantity), memory: v.optional(quantity) });
/** A name as Kubernetes takes it (RFC 1123). */
const name = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/));
const path = v.pipe(v.string(), v.startsWith('/'));

const container = v.strictObject({
  name,
  image: v.string(),
  workingDir: path,
  command: words,
  args: words,
  // A value that is no text in quotes is refused by Kubernetes: SHARES: 4.
  env: v.array(
    v.strictObject({ name: v.pipe(v.string(), v.regex(/^[A-Z_]+$/)), value: v.string() }),
  ),
  resources: v.strictObject({ requests: amounts, limits: amounts }),
  securityContext: v.strictObject({
    allowPrivilegeEscalation: v.boolean(),
    readOnlyRootFilesystem: v.boolean(),
    capabilities: v.strictObject({ drop: words }),
  }),
  volumeMounts: v.array(
    v.strictObject({ name, mountPath: path, readOnly: v.optional(v.boolean()) }),
  ),
});

const volume = v.union([
  v.strictObject({ name, secret: v.strictObject({ secretName: name, defaultMode: whole }) }),
  v.strictObject({ name, persistentVolumeClaim: v.strictObject({ claimName: name }) }),
  v.strictObject({ name, emptyDir: v.strictObject({}) }),
]);

const rule = v.union([
  v.strictObject({
    action: v.picklist(['Ignore', 'FailJob', 'FailIndex', 'Count']),
    onPodConditions: v.array(v.strictObject({ type: v.string(), status: v.picklist(['True']) })),
  }),
  v.strictObject({
    action: v.picklist(['Ignore', 'FailJob', 'FailIndex', 'Count']),
    onExitCodes: v.strictObject({
      containerName: name,
      operator: v.picklist(['In', 'NotIn']),
      values: v.array(whole),
    }),
  }),
]);

/**
 * A Job of batch/v1 as far as ours uses it, each name and type as the Kubernetes API has it. Anything else is refused: a name that is misspelled
 * would be passed over by some clusters.
 */
export const JOB = v.strictObject({
  apiVersion: v.literal('batch/v1'),
  kind: v.literal('Job'),
  metadata: v.strictObject({ name }),
  spec: v.strictObject({
    completionMode: v.picklist(['Indexed', 'NonIndexed']),
    completions: whole,
    parallelism: whole,
    backoffLimitPerIndex: whole,
    podFailurePolicy: v.strictObject({ rules: v.array(rule) }),
    template: v.strictObject({
      spec: v.strictObject({
        restartPolicy: v.picklist(['Never', 'OnFailure']),
        automountServiceAccountToken: v.boolean(),
        securityContext: v.strictObject({
          runAsNonRoot: v.boolean(),
          runAsUser: whole,
          runAsGroup: whole,
          fsGroup: whole,
          seccompProfile: v.strictObject({ type: v.literal('RuntimeDefault') }),
        }),
        containers: v.tuple([container]),
        volumes: v.array(volume),
      }),
    }),
  }),
});

/** The text of deploy/kubernetes-job.yaml. */
export const jobText = (): string =>
  readFileSync(fileURLToPath(new URL('../deploy/kubernetes-job.yaml', import.meta.url)), 'utf8');

/** The Job of deploy/. Throws where the text is no YAML without doubt, or no such Job. */
export function parseJob(text: string): v.InferOutput<typeof JOB> {
  const document = parseDocument(text, { uniqueKeys: true });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) throw fault;
  return v.parse(JOB, document.toJS());
}
