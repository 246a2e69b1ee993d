/** Options that hold a secret, and the variables that may bring them. */
const variables = {
  'app-secret': 'PARLEY_APP_SECRET',
  'verify-token': 'PARLEY_VERIFY_TOKEN',
  'access-token': 'PARLEY_ACCESS_TOKEN',
  pin: 'PARLEY_PIN',
} as const;

type Secrets = Partial<Record<keyof typeof variables, string>>;

/** Options that are not given come from the environment: arguments stand in the list of processes, which everybody reads. */
export function fillSecrets<Given extends Secrets>(given: Given, environment: NodeJS.ProcessEnv): Given & Secrets {
  const found = Object.entries(variables).flatMap(([option, variable]) => {
    const value = environment[variable];
    return value === undefined || value === '' ? [] : [[option, value]];
  });
  return { ...(Object.fromEntries(found) as Secrets), ...given };
}
