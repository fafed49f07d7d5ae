import type { ShippedPart } from './shipped-part.ts';

/** Terms under which something was compiled into a package: whose, and which standard text (license-texts/). */
interface Embedded {
  readonly name: string;
  readonly license: string;
  readonly holders: readonly string[];
}

const EMSCRIPTEN: Embedded = {
  name: 'Emscripten runtime, with musl libc',
  license: 'MIT',
  holders: [
    'Copyright (c) 2010-2014 Emscripten authors',
    'Copyright (c) 2005-2020 Rich Felker, et al.',
  ],
};
const FACEBOOK = 'Copyright (c) 2017 Facebook Inc.';
const georgiaTech = (years: string) => `Copyright (c) ${years} Georgia Institute of Technology`;

/** What packages hold of others without naming it in a package.json of its own, by package. */
const EMBEDDED: Readonly<Record<string, readonly Embedded[]>> = {
  '@cornerstonejs/codec-charls': [
    EMSCRIPTEN,
    {
      name: 'CharLS',
      license: 'BSD-3-Clause',
      holders: ['Copyright (c) 2007, Jan de Vaan \\ Victor Derks'],
    },
  ],
  '@cornerstonejs/codec-openjpeg': [
    EMSCRIPTEN,
    {
      name: 'OpenJPEG',
      license: 'BSD-2-Clause',
      holders: [
        'Copyright (c) 2002-2014, Universite catholique de Louvain (UCL), Belgium',
        'Copyright (c) 2002-2014, Professor Benoit Macq',
        'Copyright (c) 2003-2014, Antonin Descampe',
        'Copyright (c) 2003-2009, Francois-Olivier Devaux',
        'Copyright (c) 2005, Herve Drolon, FreeImage Team',
        'Copyright (c) 2002-2003, Yannick Verschueren',
        'Copyright (c) 2001-2003, David Janssens',
      ],
    },
  ],
  '@cornerstonejs/codec-openjph': [
    EMSCRIPTEN,
    {
      name: 'OpenJPH',
      license: 'BSD-2-Clause',
      holders: [
        'Copyright (c) 2019, Aous Naman',
        'Copyright (c) 2019, Kakadu Software Pty Ltd, Australia',
        'Copyright (c) 2019, The University of New South Wales, Australia',
      ],
    },
  ],
  '@tensorflow/tfjs-backend-wasm': [
    EMSCRIPTEN,
    {
      name: 'XNNPACK',
      license: 'BSD-3-Clause',
      holders: [
        'Copyright (c) Facebook, Inc. and its affiliates. All rights reserved.',
        'Copyright 2019 Google LLC',
      ],
    },
    { name: 'FP16', license: 'MIT', holders: [FACEBOOK, georgiaTech('2017')] },
    { name: 'FXdiv', license: 'MIT', holders: ['Copyright (c) 2016 Marat Dukhan'] },
    { name: 'psimd', license: 'MIT', holders: [FACEBOOK, georgiaTech('2014-2017')] },
    {
      name: 'pthreadpool',
      license: 'BSD-2-Clause',
      holders: [FACEBOOK, georgiaTech('2015-2017')],
    },
    {
      name: 'cpuinfo',
      license: 'BSD-2-Clause',
      holders: [FACEBOOK, georgiaTech('2012-2017'), 'Copyright (C) 2010-2012 Marat Dukhan'],
    },
  ],
  'cornerstone-wado-image-loader': [
    {
      name: '@babel/runtime-corejs3',
      license: 'MIT',
      holders: ['Copyright (c) 2014-present Sebastian McKenzie and other contributors'],
    },
    {
      name: 'core-js-pure',
      license: 'MIT',
      holders: ['Copyright (c) 2014-2023 Denis Pushkarev'],
    },
    {
      name: 'regenerator-runtime',
      license: 'MIT',
      holders: ['Copyright (c) 2014-present, Facebook, Inc.'],
    },
    {
      name: 'pako',
      license: 'MIT AND Zlib',
      holders: [
        'Copyright (C) 2014-2017 by Vitaly Puzrin and Andrei Tuputcyn',
        'Copyright (C) 1995-2013 Jean-loup Gailly and Mark Adler',
      ],
    },
    {
      name: '@cornerstonejs/codec-libjpeg-turbo-8bit',
      license: 'MIT',
      holders: ['Copyright (c) 2020 Chris Hafey'],
    },
    {
      name: '@cornerstonejs/codec-charls, -openjpeg and -openjph (their scripts)',
      license: 'MIT',
      holders: ['Copyright (c) 2020 Chris Hafey'],
    },
  ],
};

/** Packages whose folder has no license text: whose it is. Their package.json names the license. */
export const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  '@cornerstonejs/codec-openjpeg': ['Copyright (c) 2020 Chris Hafey'],
  seedrandom: ['Copyright 2019 David Bau.'],
  '@tensorflow/tfjs-backend-cpu': ['Copyright Google LLC. All Rights Reserved.'],
  '@tensorflow/tfjs-backend-wasm': ['Copyright Google LLC. All Rights Reserved.'],
  '@tensorflow/tfjs-backend-webgl': ['Copyright Google LLC. All Rights Reserved.'],
  '@tensorflow/tfjs-backend-webgpu': ['Copyright Google LLC. All Rights Reserved.'],
  '@tensorflow/tfjs-converter': ['Copyright Google LLC. All Rights Reserved.'],
  '@tensorflow/tfjs-core': ['Copyright Google LLC. All Rights Reserved.'],
};

/** What was compiled into these packages by their makers. `textOf` has the standard text of an SPDX identifier. */
export function embeddedIn(
  packages: readonly string[],
  textOf: (license: string, holders: readonly string[]) => string,
): readonly ShippedPart[] {
  const within = new Map<Embedded, string[]>();
  for (const name of packages) {
    for (const part of EMBEDDED[name] ?? []) within.set(part, [...(within.get(part) ?? []), name]);
  }
  return [...within].map(([{ name, license, holders }, hosts]) => ({
    name,
    version: null,
    license,
    text: textOf(license, holders),
    within: hosts,
    integrity: null,
  }));
}
