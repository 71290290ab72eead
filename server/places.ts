/** Bounds work of one kind that is under way: how many pieces one caller may have, and how much all of them weigh together. In memory, for this process. */

export type Places = {
  /** Takes a place for a piece of work: call what it gives when the work is done, once. Null when there is no place now. Something heavier than `total` still gets in when nothing else is under way. */
  take(caller: string, weight?: number): (() => void) | null
}

/** `each` is how many places one caller may hold; `total` is the weight of all together. */
export function createPlaces({ each, total = Number.POSITIVE_INFINITY }: { each: number; total?: number }): Places {
  const held = new Map<string, number>()
  let weighed = 0
  return {
    take(caller, weight = 1) {
      const own = held.get(caller) ?? 0
      if (own >= each || (weighed > 0 && weighed + weight > total)) return null
      held.set(caller, own + 1)
      weighed += weight
      let left = false
      return () => {
        if (left) return
        left = true
        weighed -= weight
        const rest = (held.get(caller) ?? 1) - 1
        if (rest === 0) held.delete(caller)
        else held.set(caller, rest)
      }
    },
  }
}
