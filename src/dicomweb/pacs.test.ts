import { describe, expect, it } from 'vitest';
import { startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import { pacsAt } from './pacs.ts';
import { listStudies } from './query.ts';

const DAY = { kind: 'dates', from: '20261123', to: '20261124' } as const;

describe('the address of a PACS', () => {
  it.each([
    'https://pacs.example/dicom-web',
    'http://127.0.0.1:8042/dicom-web/',
    'http://localhost/a/b/rs',
    'http://[::1]:8042/',
  ])('is taken: %s', (address) => {
    expect(pacsAt(address).base.href).toBe(`${address.replace(/\/$/, '')}/`);
  });

  it.each([
    ['pacs.example', /begins with http/],
    ['file:///etc/passwd', /begins with http/],
    ['https://doc:secret@pacs.example/', /environment/],
    ['https://pacs.example/?key=secret', /no \?/],
    ['http://pacs.example/dicom-web', /another machine/],
    ['http://127.0.0.1.evil.example/', /another machine/],
    ['http://localhost.evil.example/', /another machine/],
  ])('is refused: %s', (address, words) => {
    expect(() => pacsAt(address)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(words) }),
    );
    expect(() => pacsAt(address)).not.toThrow(/secret/);
  });

  it('may be another machine without encryption where somebody says so', () => {
    expect(pacsAt('http://pacs.example', { insecure: true }).base.href).toBe(
      'http://pacs.example/',
    );
  });
});

describe('the credentials', () => {
  it('are read again, once, when they are refused', async () => {
    const fake = await startFakePacs([], { authorization: 'Bearer new' });
    const asked: boolean[] = [];
    const authorization = async (again: boolean) => {
      asked.push(again);
      return again ? 'Bearer new' : 'Bearer old';
    };
    await listStudies(pacsAt(fake.url, { authorization }), DAY);
    expect(asked.slice(0, 2)).toEqual([false, true]);
    expect(fake.requests[0]).toContain('StudyDate=20261123-20261124');
    await fake.close();
  });

  it.each([['Bearer old'], [null]])(
    'are not tried again where there are no newer ones: %s',
    async (same) => {
      const fake = await startFakePacs([], { authorization: 'Bearer new' });
      const pacs = pacsAt(fake.url, { authorization: async () => same });
      await expect(listStudies(pacs, DAY)).rejects.toMatchObject({ code: 'pacs-refused' });
      expect(fake.requests).toHaveLength(1);
      await fake.close();
    },
  );

  it('go to the PACS alone: not along a redirect', async () => {
    const elsewhere = await startFakePacs();
    const fake = await startFakePacs([], {
      answers: (r) => r.writeHead(307, { Location: `${elsewhere.url}/studies` }).end(),
    });
    const pacs = pacsAt(fake.url, { authorization: async () => 'Basic c2VjcmV0' });
    await expect(listStudies(pacs, DAY)).rejects.toMatchObject({ code: 'pacs-redirect' });
    expect(elsewhere.requests).toEqual([]);
    await fake.close();
    await elsewhere.close();
  });
});
