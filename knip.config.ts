import type { KnipConfig } from 'knip';

/** What has no caller goes: `npm run knip`. Tests count as callers; what only a test calls is for a reviewer to see. */
const config: KnipConfig = {
  entry: [
    'src/cli/{triage,watch,worker,queue,evaluate,validate,adapt,tensors,compare,deidentify,verify-audit}.ts',
    'src/cli/services/study.thread.ts',
    'src/**/*.worker.ts',
    'src/guard/worker/service-worker.ts',
    'scripts/*.ts',
    'scripts/orthanc/inside.ts',
    'scripts/bench/*.ts',
    'scripts/soak/watch-process.ts',
    'scripts/bench/page/*.{ts,js}',
    'scripts/model/{calibrate,make-tiny,renew-card}.ts',
  ],
  // The kernels are AssemblyScript, with a compiler of their own.
  project: ['src/**/*.{ts,tsx}', '!src/**/kernels/**', 'scripts/**/*.{ts,js}', 'e2e/**/*.ts'],
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreIssues: {
    // A door names the types of what it hands out, whether or not anybody writes them down.
    'src/*/index.ts': ['types'],
    // The tag reader (readTags): no screen shows the tags yet.
    'src/dicom/index.ts': ['exports'],
  },
  // Where they are installed: to read and validate written objects, to start a real PACS in a network of its own.
  ignoreBinaries: [
    'caddy',
    'dciodvfy',
    'dcmodify',
    'dcmdump',
    'dsrdump',
    'ip',
    'mount',
    'nginx',
    'nsenter',
    'nvidia-smi',
    'openssl',
    'Orthanc',
    'promtool',
    'systemd-analyze',
    'unshare',
    'umount',
  ],
};

export default config;
