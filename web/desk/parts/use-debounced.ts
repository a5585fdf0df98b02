import { useEffect, useState } from 'react';

/** The value as it was before its latest changes, until it has stayed the same for that long. */
export function useDebounced<TValue>(value: TValue, milliseconds: number): TValue {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return debounced;
}
