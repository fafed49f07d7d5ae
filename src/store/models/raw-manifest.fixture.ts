/** As much of a manifest as a list of models shows. */
export const rawManifest = (id: string) => ({
  id,
  title: `Model ${id}`,
  architecture: { name: 'resnet-18', width: 0.5 },
  status: 'research',
  files: [{ bytes: 1000 }, { bytes: 500 }],
  metrics: { slice: { any: { auc: 0.9, n: 2501, ci: [0.85, 0.94] } } },
});
