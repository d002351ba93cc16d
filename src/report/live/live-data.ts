/** The data set of a live chart's specification that holds the `LivePoint`s. */
export const liveData = 'live';
