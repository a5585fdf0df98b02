// A signed-in client of the desk API, as small as the demo needs.
export interface DeskClient {
  run<T>(query: string, variables?: object): Promise<T>;
  /** Runs one mutation that takes an input, and gives its payload. */
  mutate<T>(name: string, inputType: string, input: object, selection: string): Promise<T>;
}

export async function deskClient(url: string, email: string, password: string): Promise<DeskClient> {
  const ask = async <T>(query: string, variables: object, token?: string): Promise<T> => {
    const response = await fetch(`${url}/graphql/desk`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data: T; errors?: { message: string }[] };
    if (answer.errors)
      throw new Error(`The desk refused: ${answer.errors.map((error) => error.message).join(' ')}`);
    return answer.data;
  };
  const { signIn } = await ask<{ signIn: { accessToken: string } }>(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email, password } },
  );
  const run = <T>(query: string, variables: object = {}) => ask<T>(query, variables, signIn.accessToken);
  return {
    run,
    mutate: async <T>(name: string, inputType: string, input: object, selection: string) => {
      const query = `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${selection} } }`;
      const payloads = await run<Record<string, T>>(query, { input });
      return payloads[name] as T;
    },
  };
}
