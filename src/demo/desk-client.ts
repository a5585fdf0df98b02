// A small client of the desk API, signed in as one user.
import { DESK_PATH } from '../config/paths.js';

export interface DeskClient {
  /** @throws Error where the response has errors */
  execute<T>(document: string, variables?: object): Promise<T>;
  /** Executes one mutation with one input, and returns its payload. */
  mutate<T>(name: string, inputType: string, input: object, selection: string): Promise<T>;
}

export async function deskClient(url: string, email: string, password: string): Promise<DeskClient> {
  const send = async <T>(query: string, variables: object, token?: string): Promise<T> => {
    const response = await fetch(url + DESK_PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const result = (await response.json()) as { data: T; errors?: { message: string }[] };
    if (result.errors)
      throw new Error(`The desk refused: ${result.errors.map((error) => error.message).join(' ')}`);
    return result.data;
  };
  const { signIn } = await send<{ signIn: { accessToken: string } }>(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email, password } },
  );
  const execute = <T>(document: string, variables: object = {}) =>
    send<T>(document, variables, signIn.accessToken);
  return {
    execute,
    mutate: async <T>(name: string, inputType: string, input: object, selection: string) => {
      const document = `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${selection} } }`;
      const payloads = await execute<Record<string, T>>(document, { input });
      return payloads[name] as T;
    },
  };
}
