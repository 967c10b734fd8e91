/** Thrown where a wait ends because the engine is being closed; caught where a cycle was started. */
export class Stopped extends Error {
  constructor() {
    super('The engine was closed')
  }
}
