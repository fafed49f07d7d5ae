import * as v from 'valibot';
import { AppError, canonicalJson, hu, sha256Hex } from '#base';
import type { PreprocessSpec } from './preprocess-spec.ts';

const MAX_SIZE = 1024;
const MAX_CHANNELS = 16;

const finite = v.pipe(v.number(), v.finite());

const schema = v.pipe(
  v.strictObject({
    version: v.literal(1),
    crop: v.picklist(['none', 'head']),
    size: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(MAX_SIZE)),
    channels: v.pipe(
      v.array(
        v.strictObject({
          sliceOffset: v.picklist([-1, 0, 1]),
          center: v.pipe(finite, v.transform(hu)),
          width: v.pipe(finite, v.minValue(1), v.transform(hu)),
        }),
      ),
      v.minLength(1),
      v.maxLength(MAX_CHANNELS),
    ),
    resize: v.literal('area-bilinear'),
    scale: v.array(finite),
    shift: v.array(finite),
  }),
  v.check(
    (spec) =>
      spec.scale.length === spec.channels.length && spec.shift.length === spec.channels.length,
    'scale and shift need one number a channel',
  ),
);

/** Checks a spec from outside (a model's manifest). Throws an AppError 'bad-preprocess-spec' that names the member at fault. */
export function parsePreprocessSpec(raw: unknown): PreprocessSpec {
  const result = v.safeParse(schema, raw);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const where = v.getDotPath(issue) ?? 'the spec';
  throw new AppError('bad-preprocess-spec', `PreprocessSpec: ${where}: ${issue.message}`);
}

/** SHA-256 (hex) of a spec, independent of the order of its members. Part of every result's identity. */
export function hashPreprocessSpec(spec: PreprocessSpec): Promise<string> {
  return sha256Hex(new TextEncoder().encode(canonicalJson(spec)));
}
