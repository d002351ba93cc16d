/** Nobody outside this machine is asked by a run, or can ask its servers. */
export const loopback = '127.0.0.1';
