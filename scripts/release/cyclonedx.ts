import type { ShippedPart } from './shipped-part.ts';

/** The app itself. */
export interface Application {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

const packageUrl = (name: string, version: string): string =>
  `pkg:npm/${name.replace('@', '%40')}@${version}`;

const hexOf = (integrity: string): string =>
  Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');

/**
 * A software bill of materials of what ships: CycloneDX 1.5 as JSON. Without serial number and time, so that two builds are alike. A part
 * that was compiled into packages lies in the first of them; its version is not known and not claimed.
 */
export function cycloneDx(app: Application, parts: readonly ShippedPart[]): string {
  const refOf = ({ name, version, within }: ShippedPart) =>
    version === null ? `${within[0]}#${name}` : packageUrl(name, version);
  const components = parts.map((part) => ({
    type: 'library',
    'bom-ref': refOf(part),
    name: part.name,
    ...(part.version === null
      ? { description: `Compiled into ${part.within.join(', ')}` }
      : { version: part.version, purl: packageUrl(part.name, part.version) }),
    ...(part.integrity === null
      ? {}
      : { hashes: [{ alg: 'SHA-512', content: hexOf(part.integrity) }] }),
    licenses: [{ expression: part.license }],
  }));
  const root = packageUrl(app.name, app.version);
  return `${JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      version: 1,
      metadata: {
        component: {
          type: 'application',
          'bom-ref': root,
          name: app.name,
          version: app.version,
          purl: root,
          licenses: [{ expression: app.license }],
        },
      },
      components,
      dependencies: [
        {
          ref: root,
          dependsOn: parts.filter(({ within }) => within.length === 0).map(refOf),
        },
        ...parts
          .filter(({ within }) => within.length === 0)
          .map((part) => ({
            ref: refOf(part),
            dependsOn: parts.filter(({ within }) => within.includes(part.name)).map(refOf),
          }))
          .filter(({ dependsOn }) => dependsOn.length > 0),
      ],
    },
    null,
    2,
  )}\n`;
}
