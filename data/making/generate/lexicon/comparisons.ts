/** Relations between two people and their converses, separated by a bar: "older than" and "younger than". */
export const comparisons = `
be_older_than | be_younger_than
be_taller_than | be_shorter_than
be_richer_than be_wealthier_than | be_poorer_than
be_faster_than be_quicker_than | be_slower_than
be_stronger_than | be_weaker_than
be_heavier_than | be_lighter_than
be_louder_than be_noisier_than | be_quieter_than
be_cleverer_than be_smarter_than | be_sillier_than
be_happier_than | be_sadder_than
be_politer_than | be_ruder_than
be_kinder_than be_nicer_than | be_crueller_than be_nastier_than
be_tidier_than be_neater_than | be_messier_than
be_fatter_than | be_thinner_than be_slimmer_than
be_prettier_than | be_uglier_than
be_cleaner_than | be_dirtier_than
be_luckier_than | be_unluckier_than
be_ahead_of be_in_front_of | be_behind
be_the_teacher_of | be_the_pupil_of
be_the_landlord_of | be_the_tenant_of
be_the_host_of | be_the_guest_of
be_the_parent_of | be_the_child_of
be_the_doctor_of | be_the_patient_of
be_the_boss_of | work_under
employ | work_for
beat/beat/beaten defeat | lose_to/lost
own_more_than | own_less_than
earn_more_than make_more_than/made | earn_less_than make_less_than/made
know_more_than/knew | know_less_than/knew
eat_more_than/ate | eat_less_than/ate
sleep_longer_than/slept | sleep_less_than/slept
arrive_before come_before/came | arrive_after come_after/came
leave_before/left | leave_after/left
finish_before | finish_after
speak_before/spoke | speak_after/spoke
sing_before/sang | sing_after/sang
run_faster_than/ran | run_slower_than/ran
jump_higher_than | jump_lower_than
live_above | live_below
sleep_above/slept | sleep_under/slept sleep_below/slept
sit_in_front_of/sat | sit_behind/sat
stand_in_front_of/stood | stand_behind/stood
sit_to_the_left_of/sat | sit_to_the_right_of/sat
stand_to_the_left_of/stood | stand_to_the_right_of/stood
live_to_the_north_of | live_to_the_south_of
live_to_the_east_of | live_to_the_west_of
`;
