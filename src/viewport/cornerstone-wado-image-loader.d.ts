/** What is used of cornerstone-wado-image-loader 4.13.2, which comes without types. */
declare module 'cornerstone-wado-image-loader' {
  interface Cwil {
    readonly external: { cornerstone: unknown; dicomParser: unknown };
    readonly webWorkerManager: {
      initialize(config: {
        readonly maxWebWorkers: number;
        readonly startWebWorkersOnDemand: boolean;
        readonly taskConfiguration: {
          readonly decodeTask: {
            readonly initializeCodecsOnStartup: boolean;
            readonly strict: boolean;
          };
        };
      }): void;
    };
    readonly wadouri: {
      readonly fileManager: {
        /** Gives "dicomfile:N", N counting up. */
        add(file: Blob): string;
        remove(index: number): void;
      };
    };
  }
  const cwil: Cwil;
  // biome-ignore lint/style/noDefaultExport: that is how the package exports.
  export default cwil;
}
