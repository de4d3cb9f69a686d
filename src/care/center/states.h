/* states.h - the states, the District of Columbia and the territories by their postal codes (USPS Publication 28, appendix B).
 * Rules of law name a jurisdiction by them. */
#ifndef CARE_CENTER_STATES_H
#define CARE_CENTER_STATES_H

#include "base/code.h"

/* clang-format off */
#define US_STATE_TABLE(X) \
	X(STATE_AL, "AL", "Alabama", "AL") \
	X(STATE_AK, "AK", "Alaska", "AK") \
	X(STATE_AS, "AS", "American Samoa", "AS") \
	X(STATE_AZ, "AZ", "Arizona", "AZ") \
	X(STATE_AR, "AR", "Arkansas", "AR") \
	X(STATE_CA, "CA", "California", "CA") \
	X(STATE_CO, "CO", "Colorado", "CO") \
	X(STATE_CT, "CT", "Connecticut", "CT") \
	X(STATE_DE, "DE", "Delaware", "DE") \
	X(STATE_DC, "DC", "District of Columbia", "DC") \
	X(STATE_FL, "FL", "Florida", "FL") \
	X(STATE_GA, "GA", "Georgia", "GA") \
	X(STATE_GU, "GU", "Guam", "GU") \
	X(STATE_HI, "HI", "Hawaii", "HI") \
	X(STATE_ID, "ID", "Idaho", "ID") \
	X(STATE_IL, "IL", "Illinois", "IL") \
	X(STATE_IN, "IN", "Indiana", "IN") \
	X(STATE_IA, "IA", "Iowa", "IA") \
	X(STATE_KS, "KS", "Kansas", "KS") \
	X(STATE_KY, "KY", "Kentucky", "KY") \
	X(STATE_LA, "LA", "Louisiana", "LA") \
	X(STATE_ME, "ME", "Maine", "ME") \
	X(STATE_MD, "MD", "Maryland", "MD") \
	X(STATE_MA, "MA", "Massachusetts", "MA") \
	X(STATE_MI, "MI", "Michigan", "MI") \
	X(STATE_MN, "MN", "Minnesota", "MN") \
	X(STATE_MS, "MS", "Mississippi", "MS") \
	X(STATE_MO, "MO", "Missouri", "MO") \
	X(STATE_MT, "MT", "Montana", "MT") \
	X(STATE_NE, "NE", "Nebraska", "NE") \
	X(STATE_NV, "NV", "Nevada", "NV") \
	X(STATE_NH, "NH", "New Hampshire", "NH") \
	X(STATE_NJ, "NJ", "New Jersey", "NJ") \
	X(STATE_NM, "NM", "New Mexico", "NM") \
	X(STATE_NY, "NY", "New York", "NY") \
	X(STATE_NC, "NC", "North Carolina", "NC") \
	X(STATE_ND, "ND", "North Dakota", "ND") \
	X(STATE_MP, "MP", "Northern Mariana Islands", "MP") \
	X(STATE_OH, "OH", "Ohio", "OH") \
	X(STATE_OK, "OK", "Oklahoma", "OK") \
	X(STATE_OR, "OR", "Oregon", "OR") \
	X(STATE_PA, "PA", "Pennsylvania", "PA") \
	X(STATE_PR, "PR", "Puerto Rico", "PR") \
	X(STATE_RI, "RI", "Rhode Island", "RI") \
	X(STATE_SC, "SC", "South Carolina", "SC") \
	X(STATE_SD, "SD", "South Dakota", "SD") \
	X(STATE_TN, "TN", "Tennessee", "TN") \
	X(STATE_TX, "TX", "Texas", "TX") \
	X(STATE_UT, "UT", "Utah", "UT") \
	X(STATE_VT, "VT", "Vermont", "VT") \
	X(STATE_VI, "VI", "Virgin Islands", "VI") \
	X(STATE_VA, "VA", "Virginia", "VA") \
	X(STATE_WA, "WA", "Washington", "WA") \
	X(STATE_WV, "WV", "West Virginia", "WV") \
	X(STATE_WI, "WI", "Wisconsin", "WI") \
	X(STATE_WY, "WY", "Wyoming", "WY")
/* clang-format on */
CODE_ENUM(us_state, US_STATE_TABLE, STATE_NONE)

#endif
