/** What the command says of itself. */
export const helpText = `franceconnect-prefill: prefills the forms of local authorities with FranceConnect

  franceconnect-prefill try PAGE --demarche NAME   try the prefilling of your page on this machine: simulated
                                                   FranceConnect, service and page; writes no file
  franceconnect-prefill init PAGE --demarche NAME  write the same as a configuration to start from
  franceconnect-prefill serve                      run the service; settings come from the environment
  franceconnect-prefill doctor                     judge the configuration and the environment that serve
                                                   would start with; --online asks the outside, --page FILE
                                                   judges a form's page
  franceconnect-prefill keys init FILE             make signing keys for SIGNING_KEYS_FILE; then rotate, list,
                                                   revoke
  franceconnect-prefill register                   print the record of processing activities (registre des
                                                   traitements) of CONFIG_DIR's forms; needs no secret
  franceconnect-prefill verify                     say what became of the prefilled fields of a submission
  franceconnect-prefill simulator                  run the simulated FranceConnect and state APIs alone

franceconnect-prefill COMMAND --help says more. --version prints the version.

Environment: PUBLIC_URL, CONFIG_DIR, SECRETS, SIGNING_KEYS_FILE, REDIS_URL, PORT, HOST,
MANAGEMENT_PORT, TRUST_PROXY, LOG_LEVEL, NODE_ENV (production unless it says otherwise). See the README.
`
