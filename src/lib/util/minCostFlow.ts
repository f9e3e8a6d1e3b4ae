/**
 * The cheapest way to send as much as possible from a source to a sink, by successive shortest paths. Small networks of whole
 * numbers: some thousand arcs take milliseconds.
 */
export class MinCostFlow {
  /** Arcs by pairs: an arc and, right behind it, its way back. */
  readonly #to: number[] = [];
  readonly #room: number[] = [];
  readonly #cost: number[] = [];
  readonly #from: number[][] = [];

  /** Answers the number of a new node. */
  node(): number {
    return this.#from.push([]) - 1;
  }

  /**
   * @param cost per unit, a whole number; may be negative where that makes no circle
   * @returns what `used` asks for
   */
  arc(from: number, to: number, room: number, cost: number): number {
    const arc = this.#to.push(to) - 1;
    this.#to.push(from);
    this.#room.push(room, 0);
    this.#cost.push(cost, -cost);
    this.#from[from]?.push(arc);
    this.#from[to]?.push(arc + 1);
    return arc;
  }

  /** How much went over an arc. */
  used(arc: number): number {
    return this.#room[arc + 1] ?? 0;
  }

  /** Sends what fits; answers how much that was. */
  send(source: number, sink: number): number {
    let sent = 0;
    for (;;) {
      const path = this.#cheapest(source, sink);
      if (!path) return sent;
      // Units are people, each with an arc of their own: a path carries one.
      for (const arc of path) this.#push(arc);
      sent += 1;
    }
  }

  #push(arc: number): void {
    this.#room[arc] = (this.#room[arc] ?? 0) - 1;
    this.#room[arc ^ 1] = (this.#room[arc ^ 1] ?? 0) + 1;
  }

  /** Bellman and Ford with a queue: arcs back have negative costs. */
  #cheapest(source: number, sink: number): number[] | null {
    const distance = this.#from.map(() => Number.POSITIVE_INFINITY);
    const by = this.#from.map(() => -1);
    const waits = this.#from.map(() => false);
    const queue = [source];
    distance[source] = 0;
    for (let at = 0; at < queue.length; at += 1) {
      const node = queue[at] ?? source;
      waits[node] = false;
      for (const arc of this.#from[node] ?? []) {
        const to = this.#to[arc] ?? source;
        const reached = (distance[node] ?? 0) + (this.#cost[arc] ?? 0);
        if ((this.#room[arc] ?? 0) === 0 || reached >= (distance[to] ?? 0)) continue;
        distance[to] = reached;
        by[to] = arc;
        if (waits[to]) continue;
        waits[to] = true;
        queue.push(to);
      }
    }
    if (distance[sink] === Number.POSITIVE_INFINITY) return null;
    const path: number[] = [];
    for (let node = sink; node !== source; node = this.#to[(by[node] ?? 0) ^ 1] ?? source)
      path.push(by[node] ?? 0);
    return path;
  }
}
