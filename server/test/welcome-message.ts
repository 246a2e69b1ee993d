/** Values for the template `welcome` of the demo workspace. */
export const parameters = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Lamps' },
];
/** What v1 and v2 take to send it to one person. */
export const welcome = { template_name: 'welcome', broadcast_name: 'greetings', parameters };
/** What that person then reads. */
export const greeting = 'Hello Mei, welcome to Lamps.';

/** One of the people that a bulk greets by name. */
export const receiver = (whatsappNumber: string, name = 'Mei', more: Readonly<Record<string, unknown>> = {}) => ({
  whatsappNumber,
  customParams: [
    { name: 'name', value: name },
    { name: 'company', value: 'Lamps' },
  ],
  ...more,
});

/** What v1 and v2 take to send it to many. */
export const bulk = (...receivers: unknown[]) => ({
  template_name: 'welcome',
  broadcast_name: 'greetings',
  receivers,
});
