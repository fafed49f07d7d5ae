/** Something by others that ships with the built app. */
export interface ShippedPart {
  readonly name: string;
  /** Null for what its host doesn't tell the version of. */
  readonly version: string | null;
  /** SPDX license expression. */
  readonly license: string;
  /** The license with the copyright notices. */
  readonly text: string;
  /** Packages that it was compiled into by their makers; empty for a package of its own. */
  readonly within: readonly string[];
  /** `sha512-` and base64, as the lock file has it. */
  readonly integrity: string | null;
}
