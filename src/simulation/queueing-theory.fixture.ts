/** The chance that a study has to wait in a queue M/M/c; `offered` is the work that comes, in readers (Erlang C). */
export function erlangC(readers: number, offered: number): number {
  // By the recursion of Erlang B, which does not overflow.
  let blocked = 1;
  for (let count = 1; count <= readers; count += 1) {
    blocked = (offered * blocked) / (count + offered * blocked);
  }
  const load = offered / readers;
  return blocked / (1 - load * (1 - blocked));
}

/** The mean wait in a queue M/M/c, in the unit of the mean service time. */
export const erlangWait = (readers: number, offered: number, service: number): number =>
  (erlangC(readers, offered) * service) / (readers - offered);

/** A class of a queue with priorities. */
interface PriorityClass {
  /** By minute. */
  readonly rate: number;
  /** Mean of the service time and of its square. */
  readonly mean: number;
  readonly meanSquare: number;
}

/** Mean waits in a queue M/G/1 whose classes go before each other without preemption, the first first (Cobham A, Oper Res 1954;2:70). */
export function cobhamWaits(classes: readonly PriorityClass[]): readonly number[] {
  const residual = classes.reduce((sum, { rate, meanSquare }) => sum + (rate * meanSquare) / 2, 0);
  let before = 0;
  return classes.map(({ rate, mean }) => {
    const withIt = before + rate * mean;
    const wait = residual / ((1 - before) * (1 - withIt));
    before = withIt;
    return wait;
  });
}

/** Mean waits in a queue M/M/c with such priorities, and one service time for all (Cobham, as above). */
export function cobhamManyReaders(
  readers: number,
  service: number,
  rates: readonly number[],
): readonly number[] {
  const offered = rates.reduce((sum, rate) => sum + rate, 0) * service;
  const base = (erlangC(readers, offered) * service) / readers;
  let before = 0;
  return rates.map((rate) => {
    const withIt = before + (rate * service) / readers;
    const wait = base / ((1 - before) * (1 - withIt));
    before = withIt;
    return wait;
  });
}
