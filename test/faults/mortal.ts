/** One run of a program: it can be ended between any two steps, after which nothing it waits for ever comes. */
export class Life {
  readonly #end = Promise.withResolvers<void>();
  #over = false;

  get over(): boolean {
    return this.#over;
  }

  /** Resolves when it is over. */
  get ended(): Promise<void> {
    return this.#end.promise;
  }

  end(): void {
    this.#over = true;
    this.#end.resolve();
  }
}

/** Called with the name of a port's method when it has ended, well or not, before its caller hears of it. */
export type AfterCall = (method: string) => void;

/**
 * A port whose every call stays unanswered once its life is over, as for a process that was killed: nothing is sent or
 * stored any more, and nobody is told.
 */
export function mortal<Port extends object>(port: Port, life: Life, after: AfterCall): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...given: unknown[]): unknown => {
        if (life.over) return never();
        const answer: unknown = Reflect.apply(member, target, given);
        return answer instanceof Promise ? outlive(answer, life, () => after(String(name))) : answer;
      };
    },
  });
}

async function outlive(answer: Promise<unknown>, life: Life, after: () => void): Promise<unknown> {
  try {
    return await answer.finally(after);
  } finally {
    if (life.over) await never();
  }
}

function never(): Promise<never> {
  return new Promise<never>(() => undefined);
}
