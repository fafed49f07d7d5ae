/** The presets of head CT in the order of their buttons. */
export const PRESETS = [
  { id: 'preset-brain', preset: 'brain', label: 'Brain' },
  { id: 'preset-subdural', preset: 'subdural', label: 'Subdural' },
  { id: 'preset-stroke', preset: 'stroke', label: 'Stroke' },
  { id: 'preset-stroke-narrow', preset: 'strokeNarrow', label: 'Stroke 8' },
  { id: 'preset-bone', preset: 'bone', label: 'Bone' },
  { id: 'preset-soft', preset: 'softTissue', label: 'Soft' },
  { id: 'preset-fossa', preset: 'posteriorFossa', label: 'Fossa' },
] as const;
