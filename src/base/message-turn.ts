/** One turn of the event loop, by a message: what waits its turn is heard in between. Timers would wait for four milliseconds each (HTML, nested timers). */
export function messageTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
