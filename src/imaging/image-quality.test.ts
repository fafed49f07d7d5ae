import { describe, expect, it } from 'vitest';
import { mm, seededNormal, seededRandom } from '#base';
import { airLevel } from './air-level.ts';
import { brainEvidence } from './brain-evidence.ts';
import type { HuImage } from './preprocess-spec.ts';
import { clipScene, HEAD_SHAPES, paintScene, type Shape } from './scene.fixture.ts';

const SPACING = [mm(0.45), mm(0.45)] as const;
const HEAD = paintScene(512, 512, HEAD_SHAPES);

/** Independent noise of a standard deviation in HU. */
function noisy(image: HuImage, hu: number): HuImage {
  const normal = seededNormal(seededRandom(7));
  return { ...image, values: image.values.map((value) => value + hu * normal()) };
}

/** The head in two places at once, so far apart along the rows, in pixels. */
function doubled(image: HuImage, by: number): HuImage {
  const at = (index: number) => image.values[index] ?? 0;
  return { ...image, values: image.values.map((_, i) => (at(i) + at(i - by)) / 2) };
}

describe('noise in the brain', () => {
  it('is the standard deviation of the cells of 4 x 4 pixels', () => {
    for (const hu of [8, 20, 40]) {
      const grain = brainEvidence(noisy(HEAD, hu), SPACING).grainHu ?? 0;
      expect(grain).toBeGreaterThan((hu / 4) * 0.9);
      expect(grain).toBeLessThan((hu / 4) * 1.1);
    }
  });

  it('is none in what is smooth, and unknown where no head is', () => {
    expect(brainEvidence(HEAD, SPACING).grainHu).toBe(0);
    expect(brainEvidence(clipScene(HEAD, -20, 100), null).grainHu).toBe(0);
    expect(brainEvidence(paintScene(512, 512, []), SPACING).grainHu).toBeNull();
  });
});

describe('a head with a large dense clot', () => {
  it.each([70, 78])('of %s HU beside wide ventricles is a head', (hu) => {
    const image = paintScene(512, 512, [
      ...HEAD_SHAPES.slice(0, 3),
      ['ellipse', 0.4, 0.5, 0.06, 0.16, 6],
      ['ellipse', 0.5, 0.49, 0.06, 0.15, 6],
      ['ellipse', 0.63, 0.52, 0.08, 0.2, hu],
    ]);
    expect(brainEvidence(noisy(image, 8), SPACING)).toMatchObject({ looksLikeHead: true });
  });
});

describe('the outline of the head', () => {
  it('is sharp where the head lay still, in noise, too', () => {
    for (const image of [HEAD, noisy(HEAD, 20)]) {
      const edge = brainEvidence(image, SPACING).skinEdge;
      expect(edge?.half).toBeLessThan(0.8);
      expect(edge?.quarter).toBeLessThan(0.6);
    }
  });

  it('is as wide as the way that the head moved', () => {
    const [little, much] = [8, 16].map((by) => brainEvidence(doubled(HEAD, by), SPACING).skinEdge);
    // The step is as long as the way times the cosine to the ray: half of the rays see 0.7 of it, three quarters 0.4.
    expect(little?.half).toBeGreaterThan(0.6 * 8 * 0.45);
    expect(little?.quarter).toBeGreaterThan(0.3 * 8 * 0.45);
    expect(much?.half).toBeGreaterThan(0.6 * 16 * 0.45);
  });

  it('is unknown where there is no air, or no spacing', () => {
    expect(brainEvidence(clipScene(HEAD, -20, 100), SPACING).skinEdge).toBeNull();
    expect(brainEvidence(HEAD, null).skinEdge).toBeNull();
  });
});

describe('the air round the head', () => {
  const airOf = ({ values }: HuImage, slope = 1) =>
    airLevel(Int16Array.from(values, Math.round), { slope, intercept: 0 });

  /** Air as a scanner measures it, and a fill outside its circle. */
  function scanned(by: number): HuImage {
    const image = noisy({ ...HEAD, values: HEAD.values.map((hu) => Math.max(hu, -998) + by) }, 8);
    const values = image.values.map((hu, at) => {
      const radius = Math.hypot((at % 512) - 255.5, Math.floor(at / 512) - 255.5);
      return radius > 250 ? -1024 : hu;
    });
    return { ...image, values };
  }

  it.each([0, 16, -16])('is measured to a few HU where the scale is off by %s', (by) => {
    const air = airOf(scanned(by)) ?? 0;
    expect(Math.abs(air - (-998 + by))).toBeLessThanOrEqual(4);
  });

  it('is not known where it is a fill, or clipped', () => {
    expect(airOf(HEAD)).toBeNull();
    expect(airOf(clipScene(HEAD, -20, 100))).toBeNull();
  });

  it.each([0.7, 0.85, 1.15, 1.3])(
    'is found where the scale is stretched %s times, below the clip, too',
    (by) => {
      const air = airOf(scanned(0), by) ?? 0;
      expect(Math.abs(air + 998 * by)).toBeLessThanOrEqual(8);
    },
  );

  it('is not taken for what a little foam in filled air has', () => {
    const noise = noisy(HEAD, 30);
    const values = HEAD.values.map((hu, at) => {
      const y = Math.floor(at / 512);
      return y > 470 && y < 490 ? -850 + (noise.values[at] ?? 0) - hu : hu;
    });
    expect(airOf({ ...HEAD, values })).toBeNull();
  });
});

describe('a skull with one wide gap', () => {
  /** Where the skull lies in so many degrees of the ring, from the front over the right, there is soft tissue. */
  function without(degrees: number, image = HEAD): HuImage {
    const values = image.values.map((value, index) => {
      const [x, y] = [(index % 512) - 0.47 * 512, Math.floor(index / 512) - 0.52 * 512];
      const angle = ((Math.atan2(y, x) * 180) / Math.PI + 270) % 360;
      return value > 500 && angle < degrees ? 35 : value;
    });
    return { ...image, values };
  }

  it.each([90, 120, 150])('is a head with brain after %s degrees were taken out', (degrees) => {
    for (const [image, spacing] of [
      [without(degrees), SPACING],
      [noisy(without(degrees), 12), SPACING],
      [clipScene(without(degrees), -20, 100), null],
    ] as const) {
      expect(brainEvidence(image, spacing)).toMatchObject({
        looksLikeHead: false,
        hasOpenSkull: true,
        holdsBrain: true,
      });
    }
    const closed = brainEvidence(HEAD, SPACING);
    const open = brainEvidence(without(degrees), SPACING);
    expect(closed.hasOpenSkull).toBe(false);
    expect(open.areaMm2).toBeGreaterThan(0.9 * (closed.areaMm2 ?? 0));
  });

  it('or two is a head, as after flaps on both sides', () => {
    const values = HEAD.values.map((value, index) => {
      const [x, y] = [(index % 512) - 0.47 * 512, Math.floor(index / 512) - 0.52 * 512];
      return value > 500 && Math.abs(y) < 0.6 * Math.abs(x) ? 35 : value;
    });
    const open = brainEvidence({ ...HEAD, values }, SPACING);
    expect(open).toMatchObject({ looksLikeHead: false, hasOpenSkull: true, holdsBrain: true });
  });

  it('is not seen where little or no skull is left, nor in a thorax', () => {
    expect(brainEvidence(without(240), SPACING).hasOpenSkull).toBe(false);
    const ribs = Array.from({ length: 14 }, (_, n): Shape => {
      const angle = (2 * Math.PI * n) / 14;
      return ['ellipse', 0.5 + 0.4 * Math.cos(angle), 0.5 + 0.3 * Math.sin(angle), 0.07, 0.05, 500];
    });
    const inside: readonly Shape[] = [
      ['ellipse', 0.5, 0.5, 0.36, 0.27, -90],
      ['ellipse', 0.45, 0.42, 0.12, 0.1, 45],
      ['ellipse', 0.62, 0.6, 0.08, 0.07, 60],
      ['ellipse', 0.5, 0.74, 0.05, 0.05, 500],
    ];
    for (const within of [inside, [['ellipse', 0.5, 0.5, 0.36, 0.27, 45]] as const]) {
      const outer: Shape = ['ellipse', 0.5, 0.5, 0.47, 0.37, -90];
      for (const some of [ribs, ribs.slice(3), ribs.filter((_, n) => n % 2 === 0)]) {
        const thorax = paintScene(512, 512, [outer, ...some, ...within]);
        expect(brainEvidence(thorax, [mm(0.8), mm(0.8)]).hasOpenSkull).toBe(false);
      }
    }
  });
});
