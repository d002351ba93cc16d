/** How long the processes of a trial may take to answer; who takes longer has failed. */
export const startDeadlineUs = 20e6;
export const replyDeadlineUs = 10e6;
/** On top of the time that a phase of load may take: draining, and a machine that is slow. */
export const phaseGraceUs = 20e6;
