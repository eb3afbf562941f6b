"""What each leader makes of the war: belief, worth of fighting on, reservation line, wish to talk."""
